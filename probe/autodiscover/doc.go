// Package autodiscover reads what Microsoft's Autodiscover answers to the
// question where a mailbox is, and holds the rules for asking. It is pure: who
// asks, and whether an answer is to be believed, is for others.
//
// # The question in XML
//
// [Request] is the question that Outlook posts ("POX", MS-OXDSCLI), [Parse]
// reads the answer: servers for IMAP, POP3 and SMTP, Exchange's own protocols,
// another address or another URL to ask, or an error. A section that lacks
// something is left out by itself, and everything dropped or odd is in
// [Answer].Notes with its line. [Check] says what else the publisher should know.
//
// # The question in JSON
//
// [V2URL] and [ParseJSON] are for the newer question, which needs no password
// and names the URL of one protocol. It never names an IMAP or SMTP server, but
// tells where the mailbox is.
//
// # Where to ask, and what to send there
//
// [Places] are the places to ask for a mail domain, and no others: not those of
// a shorter domain, whose owner may be anybody. Each is asked without a
// password first. [Follow] and [FollowAddress] say how far an answer may lead,
// [MayLogIn] whether the password may be sent to where it led, and [Origin] whose
// word the answer is.
package autodiscover
