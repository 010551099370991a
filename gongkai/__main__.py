"""`python -m gongkai` is the same as `gongkai`."""

from gongkai.cli import main

main()
