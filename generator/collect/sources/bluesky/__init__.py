"""A hashtag, a search, an account, a list or a feed on Bluesky in, its posts of the week out."""
