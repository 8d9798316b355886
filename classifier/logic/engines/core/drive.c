/* Asks all rulesets of a stratum what fires, in one call without parameters.
 *
 * Python writes `rules`, `plan`, `asked` and `strengths`, calls, and reads `answer`. A ruleset is
 * told one flat fact: the literals that it looks for and that have a strength. What fires is taken,
 * and the fact retracted. A rule's name is the place of its clause; the catch-all's is no number.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "rules.h"

#define ROOM (1 << 18) /* as in durable.py */

char rules[ROOM];              /* of a ruleset to be made */
unsigned plan[ROOM];           /* of each ruleset: handle, count, literals; 0 ends a stratum */
unsigned asked;                /* where in the plan a stratum begins */
unsigned char strengths[ROOM]; /* of all literals */
struct { unsigned error, found, places[ROOM]; } answer; /* a new ruleset's handle is in `found` */

static char fact[1 << 14];     /* a longer one has more properties than the engine takes */

/* The engine gives a match back if it is not done with in some seconds: here none pass. */
time_t still(time_t *unused) { return 1 << 20; }

void make(void) {
    static unsigned made;
    char name[16];
    sprintf(name, "r%u", ++made);
    answer.error = createRuleset(&answer.found, name, rules);
}

static char *told(char *end, unsigned literal) {
    char digits[16], *digit = digits + sizeof digits;
    do *--digit = '0' + literal % 10; while (literal /= 10);
    memcpy(end, ",\"l", 3), end += 3;
    while (digit < digits + sizeof digits) *end++ = *digit++;
    return memcpy(end, "\":1", 3), end + 3;
}

static unsigned fire(unsigned handle) {
    unsigned state, result;
    char *unread, *match;
    CHECK_RESULT(assertFact(handle, fact, &state));
    result = startActionForState(handle, state, &unread, &match);
    for (; result == RULES_OK; result = completeAndStartAction(handle, state, &match))
        if (match[2] >= '0' && match[2] <= '9') /* {"12":{"m":... */
            answer.places[answer.found++] = atoi(match + 2);
    return result == ERR_NO_ACTION_AVAILABLE ? retractFact(handle, fact, &state) : result;
}

void ask(void) {
    const char opening[] = "{\"k\":\"case\",\"sid\":\"S\",\"id\":\"C\"";
    answer.error = answer.found = 0;
    for (unsigned *at = plan + asked; *at && !answer.error;) {
        unsigned handle = *at++, count = *at++;
        char *start = fact + strlen(strcpy(fact, opening)), *end = start;
        for (; count; --count, ++at)
            if (strengths[*at] && end < fact + sizeof fact - 32) end = told(end, *at);
        strcpy(end, "}");
        if (end > start) answer.error = fire(handle); /* else nothing can fire */
    }
}
