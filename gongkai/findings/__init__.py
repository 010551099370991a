"""What `gongkai findings` does: listing, deciding, waiving, rechecking, exporting."""
