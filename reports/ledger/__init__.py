"""The correction ledger (整改台账): its rows, and the document of them."""
