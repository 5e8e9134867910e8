package io.dcf.bridge.problem;

import io.dcf.bridge.call.GatewayException;

/** Turns a failed call to the gateway into a problem, by the table {@link GrpcStatusMapping}. */
final class GatewayProblems {

    private GatewayProblems() {}

    static Problem of(GatewayException failure) {
        GrpcStatusMapping row = GrpcStatusMapping.of(failure);
        Problem problem = Problem.of(row.httpStatus(), failure.detail())
                .code(failure.code().name())
                .violations(failure.violations())
                .hint(row.hint());
        return row.retry().in(problem, failure);
    }
}
