"""The whole set-up of a digest in, what is wrong with it and how to mend it out."""
