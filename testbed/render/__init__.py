"""Platform families: how one world looks on different systems. Markup follows the fact sheets, not any reader."""
