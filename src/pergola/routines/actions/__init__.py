"""Writing and agreeing on a routine, trying it, taking it up; marking where one stands between two poles."""
