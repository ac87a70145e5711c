package dev.quotarouter.simulator;

/** What stands in a field of a request. */
enum WireType {
    /** A JSON string. */
    STRING("TYPE_STRING"),
    /** Base64. */
    BYTES("TYPE_BYTES"),
    /** A whole number, or one in a string. */
    INT("TYPE_INT64"),
    /** Any number. */
    NUMBER("TYPE_DOUBLE"),
    /** True or false. */
    BOOL("TYPE_BOOL"),
    /** An object whose names are free. */
    STRUCT("type.googleapis.com/google.protobuf.Struct"),
    /** Anything. */
    ANY("type.googleapis.com/google.protobuf.Value");

    private final String protoName;

    WireType(String protoName) {
        this.protoName = protoName;
    }

    String protoName() {
        return protoName;
    }
}
