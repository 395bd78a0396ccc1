"""A wish of the owner in, config.yaml with it out, comments and order as they were."""
