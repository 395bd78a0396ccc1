"""A hashtag, an account or a list on servers of the fediverse in, posts out whose authors do not mind being read."""
