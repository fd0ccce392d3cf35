"""Tests of schema/store/."""
