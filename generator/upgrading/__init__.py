"""What lets a digest outlive a release: a newer one brought in, files of an older form brought up to date, all packed.

`bringing.py` is an upgrade from start to finish; `owned.py` says whose which file is; `migrations.py` has the steps
from form to form; `parcel.py` is what a machine that has tried a release may hand on to one that may write;
`leaving.py` packs everything a person has here, for elsewhere.
"""
