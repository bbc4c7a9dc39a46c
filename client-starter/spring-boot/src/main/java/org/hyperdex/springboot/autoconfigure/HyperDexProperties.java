package org.hyperdex.springboot.autoconfigure;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the application reaches its cluster.
 *
 * @param coordinators addresses of one or more coordinators, host:port; the client learns the
 *     others
 * @param timeout how long an operation may take that names no timeout of its own
 * @param adminTimeout how long an administrative call may take
 */
@ConfigurationProperties("hyperdex")
public record HyperDexProperties(
    @DefaultValue("127.0.0.1:1982") List<String> coordinators,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("10s") Duration adminTimeout) {}
