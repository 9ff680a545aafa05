"""The demo data set of domain.md D, loaded through the services; people are obviously fictional."""
