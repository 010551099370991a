"""One file per platform family; see `base`."""
