"""A feed, a list of feeds or another digest in, its entries out; lends its readers to networks that have feeds too."""
