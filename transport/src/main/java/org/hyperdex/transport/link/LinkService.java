package org.hyperdex.transport.link;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;

/** The one method of {@code link.proto} as both sides see it, with marshallers of its own. */
final class LinkService {
  static final String NAME = "hyperdex.transport.v1.Link";

  static final MethodDescriptor<Frame, Frame> EXCHANGE =
      MethodDescriptor.<Frame, Frame>newBuilder()
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName(MethodDescriptor.generateFullMethodName(NAME, "Exchange"))
          .setRequestMarshaller(new FrameMarshaller())
          .setResponseMarshaller(new FrameMarshaller())
          .build();

  /** Says, in the trailer of a stream that was refused, which {@link Refusal} it was. */
  static final Metadata.Key<String> REFUSAL =
      Metadata.Key.of("hyperdex-refusal", Metadata.ASCII_STRING_MARSHALLER);

  /** What a stream may have in flight before its receiver has read it. */
  static final int FLOW_CONTROL_WINDOW_BYTES = 4 * 1024 * 1024;

  /** How long a silent connection is believed in before it is asked whether it lives. */
  static final long KEEP_ALIVE_MILLIS = 10_000;

  /** How long the answer may take. */
  static final long KEEP_ALIVE_TIMEOUT_MILLIS = 4_000;

  /** Room for protobuf's tag and length around a frame. */
  static final int FRAME_OVERHEAD_BYTES = 16;

  private LinkService() {}
}
