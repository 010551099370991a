"""For each rule the kinds of place that its findings have on a page, in the order in which they are looked for.

A new rule needs no entry: what its words quote is looked for, then its subject. An entry makes the mark truer.
"""

from __future__ import annotations

from enum import StrEnum


class Place(StrEnum):
    """What is marked."""

    DATE = "date"  # the observed day, however the page writes it
    ROW = "row"  # the item's entry in a list
    LINK = "link"  # the link to the subject
    TITLE = "title"  # the item's title on its own page
    NAME = "name"  # the column's, or the site's, name
    PHRASE = "phrase"  # words that the finding quotes
    VALUE = "value"  # the observed words as they are
    NUMBER = "number"  # numbers of documents, of the catalogue, of persons at law
    PERSON = "person"  # numbers of natural persons
    ANSWER = "answer"  # the words by which a page says that it is not there
    NEAREST = "nearest"  # the names that come nearest to what is missing
    STATE = "state"  # the words for "nothing here", "in progress"
    FOOT = "foot"  # the foot of the page, where something ought to be
    HEAD = "head"  # what the page is called in its first heading


ANY = (Place.PHRASE, Place.DATE, Place.TITLE, Place.NAME, Place.ROW)
"""For a rule without an entry."""

_D, _R, _T, _N, _P = Place.DATE, Place.ROW, Place.TITLE, Place.NAME, Place.PHRASE
PLACES: dict[str, tuple[Place, ...]] = {
    # columns: the newest day, or what is there instead of rows
    "stale_column": (_D, _N),
    "should_update_column": (_D, _N),
    "stale_topic": (_D, _N),
    "outdated_guide": (_D, _N),
    "home_stale": (_D,),
    "blank_column": (Place.STATE, _N),
    "thin_column": (_N,),
    "page_under_construction": (Place.STATE, _N),
    "broken_pager": (Place.ANSWER, _N),
    "burst_before_deadline": (_D, _N),
    "duplicate_columns": (_N,),
    "orphan_column": (_N,),
    "misnamed_disclosure_column": (_P, _N),
    "news_among_required_disclosure": (Place.VALUE, _N),
    # the whole site: the columns that the message names
    "stale_columns_veto": (Place.HEAD,),
    "blank_columns_veto": (Place.STATE, Place.HEAD),
    "poor_service_guides_veto": (Place.HEAD,),
    "moved_address": (Place.HEAD,),
    # one item: its day
    "date_conflict": (_D, _R),
    "backdated_item": (_D, _R),
    "future_date": (_D, _R),
    "impossible_date": (Place.VALUE, _D, _R),
    "redated_item": (_D, _T, _R),
    "shared_time_stamp": (_D, Place.VALUE, _T),
    "late_publication": (_D, _T),
    "late_disclosure": (_D, _T),
    "late_annual_report": (_D, _T),
    "late_accident_publication": (_D, _T),
    "late_accident_reply": (_D, _T),
    "late_accident_report": (_D, _T),
    "late_accident_evaluation": (_D, _T),
    "unanswered_letter": (Place.VALUE, Place.STATE, _D, _R),
    "time_not_shown": (_D, Place.HEAD),
    "missed_obligation": (_D, _T),
    # one item: its number
    "broken_doc_no": (_P, Place.NUMBER, _T),
    "duplicate_doc_no": (Place.NUMBER, _T),
    "duplicate_index_no": (Place.NUMBER, _T),
    "doc_no_gap": (Place.NUMBER,),
    "index_no_gap": (Place.NUMBER,),
    "bad_credit_code": (Place.VALUE, Place.NUMBER, _T),
    # one item: words in it
    "privacy_leak": (Place.PERSON, _T, _R),
    "word_list": (_P, Place.VALUE, _T),
    "accident_grade_mismatch": (_P, Place.VALUE, _T),
    "mismatched_report_year": (Place.VALUE, _D, _T),
    "silent_edit": (_P, _T),
    "closed_site_open": (_P,),
    # one item that stands there, twice, or no more
    "repeated_item": (_R, _T),
    "quiet_deletion": (Place.ANSWER, _T, _R),
    "channel_mismatch": (_T, _R),
    "accident_report_removed": (Place.ANSWER, _T),
    "unlinked_interpretation": (_T,),
    # links
    "dead_link": (Place.ANSWER,),
    "unopened_attachment": (Place.LINK, Place.ANSWER),
    "hidden_link": (Place.LINK,),
    "external_column": (Place.LINK, _N),
    "column_elsewhere": (Place.LINK, _N),
    "missing_form_download": (_T,),
    "unfriendly_404": (Place.ANSWER,),
    # what is not there: the nearest thing that is
    "missing_column": (Place.NEAREST,),
    "missing_required_disclosure": (Place.NEAREST,),
    "no_consult_channel": (Place.NEAREST, Place.VALUE),
    "incomplete_disclosure_column": (_P, _N),
    "yearly_form_not_on_home": (),
    "missing_footer_mark": (Place.FOOT,),
    "wrong_finderror_entry": (Place.FOOT,),
    "site_name_not_shown": (),
    "few_home_updates": (),
    "few_events": (Place.HEAD,),
    "gap_in_annual_reports": (_P,),
    "undated_item": (_T, _R),
    "undated_decision": (_T,),
    "incomplete_annual_report": (_T,),
    "incomplete_guide": (_N, Place.HEAD),
    "incomplete_service_guide": (_T,),
    "missing_record_fields": (_T,),
    "catalogue_row_without_elements": (_P, _T),
    "accident_report_excerpt": (_T,),
    "accident_report_parts": (_T,),
    "accident_report_unpublished": (_T,),
}
"""What is looked for on the subject's own page; on any other page its row or link is looked for first."""

ABSENCE = frozenset(
    {
        "missing_column",
        "missing_required_disclosure",
        "no_consult_channel",
        "incomplete_disclosure_column",
        "yearly_form_not_on_home",
        "missing_footer_mark",
        "wrong_finderror_entry",
        "site_name_not_shown",
        "few_home_updates",
        "few_events",
        "gap_in_annual_reports",
        "missed_obligation",
        "undated_item",
        "undated_decision",
        "incomplete_annual_report",
        "incomplete_guide",
        "incomplete_service_guide",
        "missing_record_fields",
        "catalogue_row_without_elements",
        "accident_report_excerpt",
        "accident_report_parts",
        "accident_report_unpublished",
        "missing_form_download",
        "time_not_shown",
        "blank_column",
        "blank_columns_veto",
        "thin_column",
        "orphan_column",
        "unlinked_interpretation",
        "channel_mismatch",
        "doc_no_gap",
        "index_no_gap",
    }
)
"""Rules whose fault is that something is not there: what is marked is where one would look for it."""

UNSEEN = frozenset(
    {
        "pubdate_format",
        "missing_meta_tag",
        "wrong_meta_value",
        "domain_name",
        "insecure_transport",
        "slow_home",
        "unavailable_home",
        "unreachable",
    }
)
"""Rules whose fault no reader of the page sees: it is in the source, the address, or the way the server answers."""
