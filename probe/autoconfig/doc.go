// Package autoconfig reads, checks and writes the file in which a provider
// publishes its mail settings for Thunderbird and other mail programs: the
// clientConfig format in its versions 1.1 (Mozilla's) and 1.2
// (draft-ietf-mailmaint-autoconfig-06). It is pure: who fetches the file, and
// whether it is to be believed, is for others.
//
// # Reading
//
// [Parse] does what the draft asks of a reader, which is more than the programs
// in use do. Versions are not looked at. Unknown elements, attributes and values
// are passed over. A server section that lacks something is left out by itself,
// and the file is of use as long as one server is left, incoming or outgoing.
// Strings stay strings and are trimmed. Everything dropped or odd is in
// [Config].Notes with its line.
//
// # Filling in
//
// A file holds for every user of its domains, so user names and more may hold
// placeholders: %EMAILADDRESS%, %EMAILLOCALPART%, %EMAILDOMAIN% and %REALNAME%.
// [Config.Resolve] puts one user's values in; only its result is fit for use.
// What the user is called never decides whose server is asked.
//
// # Checking and writing
//
// [Check] judges a file as its publisher would want to know it, against what
// the draft says and against what Thunderbird for the desktop and for Android
// make of it. [Write] makes a file that all of them read.
package autoconfig
