"""A digest and a newer Gleaner in, the digest on the newer one out; what is the owner's is never touched."""
