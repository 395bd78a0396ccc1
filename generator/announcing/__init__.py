"""An edition that has come out in, a post, a letter or a release that tells of it out; off unless an owner wishes it."""
