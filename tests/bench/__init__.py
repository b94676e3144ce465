"""Tests of the benchmarks: they compare like with like and say what they measured."""
