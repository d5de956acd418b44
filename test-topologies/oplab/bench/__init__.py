"""Benchmarks on a running lab: each figure stands beside one measured in the same run."""
