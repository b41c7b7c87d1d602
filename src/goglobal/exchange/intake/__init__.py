"""Vendors' files: what is in a folder or an archive, and what each file says that it is."""
