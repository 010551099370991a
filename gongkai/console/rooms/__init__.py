"""The pages of the console. A room is a folder: `blueprint`, its views and forms, `templates/<room>/`, `en.po`."""
