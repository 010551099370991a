"""Generated Chinese government pages with their labels: articles, lists and home pages.

Written from what such sites are known to do, not from what our reader can read. Everything follows from a seed; no
page, name or sentence is copied from anywhere.
"""
