"""The next edition, as it would be now, before it is due: on this machine, and as a change would make it."""
