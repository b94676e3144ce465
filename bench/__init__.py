"""Benchmarks: ratios against a peer or the bare platform, measured in the same run. Run them with `scripts/bench`."""
