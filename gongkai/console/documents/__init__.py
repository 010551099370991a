"""Documents in the console: what was ordered and lies in the reports folder, and what was verified and audited."""
