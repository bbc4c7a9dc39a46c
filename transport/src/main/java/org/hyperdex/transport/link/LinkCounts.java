package org.hyperdex.transport.link;

/**
 * What has gone through a link since it was opened.
 *
 * @param framesSent frames of messages handed to the network
 * @param messagesSent the messages in them
 * @param bytesSent their bytes
 * @param framesReceived frames of messages taken from the network
 * @param messagesReceived the messages in them
 * @param bytesReceived their bytes
 * @param bytesQueued what waits to be sent now
 */
public record LinkCounts(
    long framesSent,
    long messagesSent,
    long bytesSent,
    long framesReceived,
    long messagesReceived,
    long bytesReceived,
    long bytesQueued) {}
