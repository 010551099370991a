"""Who may enter the console, what each may do, and what each did."""
