"""What was gathered of a set-up in, findings out: each module looks at one room, `table.py` has them all. Pure."""
