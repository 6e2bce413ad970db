#define ANSWER (42)
