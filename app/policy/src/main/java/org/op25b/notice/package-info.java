/**
 * What customers are told: from a policy to a text in their language. {@link
 * org.op25b.notice.Situation} asks the decision function, the languages put its answers into words,
 * and the two formats write them down; nothing here decides anything about a packet. See
 * docs/design/notice.md.
 */
package org.op25b.notice;
