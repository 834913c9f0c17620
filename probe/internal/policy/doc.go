// Package policy holds the state of a run and every decision of it. It is pure: it
// knows no context, no channel, no callback and no clock but the time that is passed
// in, and it imports the plain data and the provider database alone. Whoever runs it
// notes what happened, by the methods whose names are in the past tense, asks
// [State.Decide] what to do, and carries the orders out.
//
// # What is decided, in this order
//
//  1. Which candidates become targets, and in which order they stand (rank.go,
//     expand.go).
//  2. Which of them there is room for (room.go, safety rule 9), when guesses are
//     released, and which targets a connection to the same address and port stands
//     for (start.go, share.go, safety rules 1, 2 and 5).
//  3. Whose host may see a secret, and why (trust.go, safety rule 2), and by which
//     mechanisms (credential.go, safety rules 1 and 6).
//  4. Which login is next (login.go), what the account may still cost (account.go,
//     budget.go, safety rules 3 to 5), and what the user is asked (question.go).
//  5. What answers the question, and when it is over (answer.go, over.go).
//
// The safety rules are numbered in docs/safety.md.
package policy
