"""Users' own templates: `templates/<document>.html.j2` and `templates/<document>.docx` of a workspace.

They are filled with the same figures, blocks and source notes as ours, so a document made from one can be verified.
"""
