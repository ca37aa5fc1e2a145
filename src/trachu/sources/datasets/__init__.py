"""One file per dataset, read in its official format."""
