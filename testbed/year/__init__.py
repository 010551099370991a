"""A small bureau and its portal through the year 2022, week by week, with faults planted, mended and looked like."""
