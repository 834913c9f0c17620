// Package citest holds what is written for CI to the formats' own rules: JUnit's
// XML, GitHub's workflow commands, SARIF. It is for tests only.
package citest
