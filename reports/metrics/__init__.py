"""Metrics (统计指标): one file each, found by walking this folder."""
