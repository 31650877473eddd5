"""A research workbench over Russia–Viet Nam joint statements and their press digests."""
