"""A hashtag, words, an account or a list on X in, posts out within the budget that the owner pays for."""
