"""What is delivered and committed as one: manifests, bundles and their containers."""
