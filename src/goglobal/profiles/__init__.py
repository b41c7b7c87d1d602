"""Platform profiles: what one platform demands, as dated data with its public source."""
