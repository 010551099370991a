"""Tests that crawl. Their shared claims are asserted in `exactness`, whose failures pytest is to explain."""

import pytest

pytest.register_assert_rewrite("tests.e2e.exactness")
