"""Parts of the location benchmark: data, splits, incumbents, scores, and files of other data."""
