"""The whole story on a synthetic city whose truth is known: crawl, check, count, report, compare."""
