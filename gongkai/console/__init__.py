"""The review console: what `gongkai serve` shows in a browser, for webmasters, inspectors and report writers.

`rooms/` holds the pages, one folder each; `people/` who may enter and what they did; `jobs/` what takes long. A room
asks the same functions that the commands call: there is no SQL and no rule in a view.
"""
