import fast
