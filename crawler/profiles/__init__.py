"""Site profiles: one TOML file says what is known of a site before it is crawled. Only `home` is needed."""

from crawler.profiles.profile import ColumnOverride, Expect, Fetch, Profile, load_profile

__all__ = ["ColumnOverride", "Expect", "Fetch", "Profile", "load_profile"]
