"""The statistics of reports: figures beside the year before, months and classes, columns and their freshness."""
